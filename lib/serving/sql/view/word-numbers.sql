ARRAY[{{#letters}}{{letter}}{{/letters|, }}]
