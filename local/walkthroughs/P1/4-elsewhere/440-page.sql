REPLACE INTO cms.page (ID, vector, url) VALUES (1, 'east', 'https://example.com')
