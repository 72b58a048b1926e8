package io.tributary.connect.mysql;

/** A worker that asks for events again and again, and finds none. */
final class PolledDelivery {

  private PolledDelivery() {}

  static Delivery start() {
    Delivery delivery = new Delivery();
    Thread worker = new Thread(() -> pollForEver(delivery));
    worker.setDaemon(true);
    worker.start();
    return delivery;
  }

  private static void pollForEver(Delivery delivery) {
    while (true) {
      delivery.polling();
      delivery.polled(0);
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
