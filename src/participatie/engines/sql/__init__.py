"""The same rules as SQL, for data that stays where it is.

`views` writes a pack on a day as views on a table; nothing of the data is needed
for that. `forms` has the few forms of SQL that everything is made of, `dialects`
what DuckDB, PostgreSQL and Spark write differently, `expressions` what each node
means, `steps` columns that build on one another, `facts` what is stated and what
follows from it, `outcomes` what an advice says, `script` what came of it, and
`running` what is done with that on a connection. They need the extra ``batch``.
"""
