"""Lets moto decide by the roles' policies who may do what."""
