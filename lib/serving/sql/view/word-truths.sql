REPEAT(TRUE, {{letters}})
