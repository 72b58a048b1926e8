ARRAY[{{word}}]
