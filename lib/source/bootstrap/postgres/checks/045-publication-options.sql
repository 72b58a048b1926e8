SELECT
  pubinsert AND pubupdate AND pubdelete AND pubtruncate AS "isWhole",
  pubviaroot AS "isOfParents"
FROM pg_publication
WHERE pubname = {{publication}}
