ALTER ROLE {{username}} LOGIN PASSWORD {{password}}
