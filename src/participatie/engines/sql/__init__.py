"""The same rules as SQL, for data that stays where it is.

`sql` writes a pack on a day as views; nothing of the data is needed for that.
`writing` has the few forms of SQL that everything is made of, `dialects` what
DuckDB, PostgreSQL and Spark write differently, `expressions` what each node
means, `steps` columns that build on one another, `facts` what is stated and what
follows from it, `outcomes` what an advice says, `script` all of it together,
`running` what is done with it on a connection. They need the extra ``batch``.
"""
