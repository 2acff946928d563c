"""Servers to try SQL on: a PostgreSQL of our own on a socket in a temporary folder, and Spark in this process."""

import contextlib
import grp
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from warehouses import Row

#: A server that is there already.
DSN = "PARTICIPATIE_POSTGRES_DSN"
#: The servers, by name with commas, that must be there: without one of these the tests fail.
DEMANDED = "PARTICIPATIE_SERVERS"


def absent(server: str, reason: str) -> None:
    """Skip, or fail where the server is demanded."""
    if server in os.environ.get(DEMANDED, "").split(","):
        pytest.fail(f"{server} is demanded: {reason}")
    pytest.skip(f"no {server}: {reason}")


# -- PostgreSQL --------------------------------------------------------------------------


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: on PATH, or where Debian keeps them; the newest."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    debian = [one for one in Path("/usr/lib/postgresql").glob("*/bin") if (one / "initdb").exists()]
    return max(debian, key=lambda one: int(one.parent.name), default=None)


def _somebody() -> list[str]:
    """What a command begins with so that it does not run as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return []
    user = next(one for one in ("postgres", "nobody") if one in {entry.pw_name for entry in pwd.getpwall()})
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--reset-env"]


class Server:
    """A PostgreSQL that listens on a socket in its own folder, and nowhere else."""

    def __init__(self, folder: Path, bins: Path) -> None:
        self.folder, self.bins, self.before = folder, bins, _somebody()
        self.user = pwd.getpwuid(os.geteuid()).pw_name if not self.before else self.before[1].partition("=")[2]
        if self.before:
            shutil.chown(folder, self.user)
        self.data = folder / "data"
        self._run("initdb", "--pgdata", self.data, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: object) -> None:
        command = [*self.before, str(self.bins / program), *map(str, arguments)]
        with (self.folder / "log").open("a+") as log:
            done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, cwd="/", check=False, timeout=120)  # noqa: S603 - PostgreSQL's own programs
            log.seek(0)
            assert done.returncode == 0, log.read()[-2_000:]

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", self.folder / "server", "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--mode=immediate", "--pgdata", self.data)

    @property
    def dsn(self) -> str:
        return f"host={self.folder} user={self.user} dbname=postgres"


@contextlib.contextmanager
def own_postgres() -> Iterator[Server]:
    """A server that is gone afterwards."""
    bins = programs()
    if bins is None or importlib.util.find_spec("psycopg") is None:
        absent("postgres", "it is not installed" if bins is None else "psycopg is not installed")
        raise AssertionError
    # Not pytest's folder: nobody but its owner may enter that, and the path of a socket is short.
    folder = Path(tempfile.mkdtemp(prefix="participatie-"))
    server = None
    try:
        server = Server(folder, bins)
        yield server
    finally:
        if server is not None:
            with contextlib.suppress(AssertionError):  # it may have been stopped by a test
                server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Postgres:
    dialect = "postgres"

    def __init__(self, dsn: str) -> None:
        import psycopg  # noqa: PLC0415 - it may not be installed

        self.connection = psycopg.connect(dsn, autocommit=True)
        self.run("DROP SCHEMA IF EXISTS participatie_test CASCADE")
        self.run("CREATE SCHEMA participatie_test")
        self.run("SET search_path TO participatie_test")

    def run(self, statement: str) -> None:
        self.connection.execute(statement)  # type: ignore[arg-type]  # text made here

    def ask(self, query: str) -> tuple[list[str], list[Row]]:
        answer = self.connection.execute(query)  # type: ignore[arg-type]  # as above
        return [one.name for one in answer.description or ()], answer.fetchall()

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join("%s" for _ in columns)
        with self.connection.cursor() as cursor:
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of ours
            cursor.executemany(statement, [list(one) for one in rows])  # type: ignore[arg-type]  # as above

    def drop(self, kind: str, name: str) -> None:
        self.run(f'DROP {kind} IF EXISTS "{name}"')


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """The server that is there, or one of our own."""
    if dsn := os.environ.get(DSN):
        yield Postgres(dsn)
        return
    with own_postgres() as server:
        made = Postgres(server.dsn)
        yield made
        made.connection.close()


# -- Spark -------------------------------------------------------------------------------


class Spark:
    dialect = "spark"

    def __init__(self, folder: Path) -> None:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.driver.memory": "2g",
            "spark.driver.extraJavaOptions": f"-XX:-DontCompileHugeMethods -Dderby.system.home={folder}",
            "spark.log.level": "OFF",
        }
        builder: Any = SparkSession.builder.master("local[2]")
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.session = self.connection = builder.getOrCreate()

    def run(self, statement: str) -> None:
        self.session.sql(statement)

    def ask(self, query: str) -> tuple[list[str], list[Row]]:
        frame = self.session.sql(query)
        return list(frame.columns), [tuple(row) for row in frame.collect()]

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        schema = self.session.table(table).schema
        assert schema.names == list(columns)
        self.session.createDataFrame(list(rows), schema).coalesce(1).write.insertInto(table)

    def drop(self, kind: str, name: str) -> None:
        self.run(f"DROP {kind} IF EXISTS `{name}`")


@contextlib.contextmanager
def spark() -> Iterator[Spark]:
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        absent("spark", "pyspark is not installed" if shutil.which("java") else "java is not installed")
    folder = Path(tempfile.mkdtemp(prefix="participatie-"))
    made = Spark(folder)
    try:
        yield made
    finally:
        made.session.stop()
        shutil.rmtree(folder, ignore_errors=True)
