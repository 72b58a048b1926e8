USE {{database}}
