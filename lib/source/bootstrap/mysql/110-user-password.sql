-- Names no authentication plugin: a user that came from an older server moves on to the default of the present one.
ALTER USER {{username}}@'%' IDENTIFIED BY {{password}} REQUIRE SSL
