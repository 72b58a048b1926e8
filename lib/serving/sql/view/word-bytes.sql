TO_UTF8({{word}})
