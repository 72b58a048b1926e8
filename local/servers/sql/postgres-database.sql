CREATE DATABASE {{database}} OWNER {{admin}};
