TO_VARBYTE(v.{{staged}}, 'base64')
