{{word}}
