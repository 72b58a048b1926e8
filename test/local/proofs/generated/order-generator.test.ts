import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { generatedOrder } from '../../../../local/proofs/generated/order-generator';

const TABLE = 'connectors/plugins/orders-source/src/test/resources/orders.csv';
const [header = '', ...lines] = readFileSync(join(resolve(__dirname, '..', '..', '..', '..'), TABLE), 'utf8')
  .trim()
  .split('\n');

test('the connector and its second writing are held against one table', () => {
  expect([header, lines.length]).toEqual(['seed,ordertime,orderid,itemid,orderunits,city,state,zipcode', 3]);
});

test.each(lines)('%s', (line) => {
  const [seed = '', ordertime, orderid = '', itemid, orderunits, city, state, zipcode] = line.split(',');
  expect(generatedOrder({ seed: BigInt(seed), startTime: 1_487_715_775_521n }, BigInt(orderid))).toEqual({
    ordertime,
    orderid,
    itemid,
    orderunits,
    address: { city, state, zipcode },
  });
});
