CREATE DATABASE {{database}} OWNER {{username}}
