CALL {{schema}}.{{merge}}(0, 0, 0, 0, 0)
