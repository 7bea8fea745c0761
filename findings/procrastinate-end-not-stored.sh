#!/usr/bin/env bash
# procrastinate stores the end of a job once. If the database fails at that moment, the job stays `doing` for good.
#
# Version:   procrastinate 3.10.0, on the database in memory that it ships for tests; its worker is the same on PostgreSQL
# A guess:   The worker tries again, or ends, or the job is found as stalled, as its documentation on heartbeats has it.
# Behaviour: The statement that ends a job is executed once. The log has the job as a success (asyncio tells later of an
#            exception that was never retrieved). The worker goes on with further jobs and its heartbeats, and
#            `get_stalled_jobs` finds only jobs whose worker is gone or silent. A lock of the job is never released.
# Matters:   A restart of PostgreSQL is enough. Retry in the connector until the database answers: the statement raises
#            if the first attempt was stored after all, so that a repetition cannot end another job.
# Output:
#   done: 2 jobs; the first is doing, the second is succeeded
#   worker: alive, 3 or more heartbeats since; stalled jobs: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check procrastinate==3.10.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import logging

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.testing import InMemoryConnector

logging.disable(logging.CRITICAL)


class Restarted(InMemoryConnector):
    """A database that is restarted while the first job ends."""

    beats = 0
    has_failed = False

    async def finish_job_run(self, job_id: int, status: str, delete_job: bool) -> None:
        if not self.has_failed:
            self.has_failed = True
            raise ConnectorException("the connection is closed")
        await super().finish_job_run(job_id, status, delete_job)

    async def update_heartbeat_run(self, worker_id: int) -> None:
        self.beats += self.has_failed
        await super().update_heartbeat_run(worker_id)


async def run() -> None:
    app = App(connector=(connector := Restarted()))
    done = []

    @app.task(name="work")
    async def work(number: int) -> None:
        done.append(number)

    async with app.open_async():
        options = {"update_heartbeat_interval": 0.1, "fetch_job_polling_interval": 0.1}
        worker = asyncio.create_task(app.run_worker_async(install_signal_handlers=False, **options))
        await asyncio.sleep(0.1)
        for number in (1, 2):
            await work.defer_async(number=number)
            await asyncio.sleep(0.5)
        statuses = [job["status"] for job in connector.jobs.values()]
        stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=0.3))
        print(f"  done: {len(done)} jobs; the first is {statuses[0]}, the second is {statuses[1]}")
        print(f"  worker: alive, 3 or more heartbeats since; stalled jobs: {len(stalled)}")
        assert done == [1, 2]
        assert statuses == ["doing", "succeeded"]
        assert not worker.done()
        assert connector.beats >= 3
        assert stalled == []
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


asyncio.run(run())
PYTHON
