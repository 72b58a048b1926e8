CREATE ROLE {{admin}} LOGIN {{attributes}} PASSWORD {{password}};
