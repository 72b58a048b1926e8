"""Column statistics of the Data Catalog, which moto knows none of: nobody has any, and what is told is forgotten."""

from moto.core.responses import ActionResult, EmptyResult
from moto.glue.responses import GlueResponse


class NoColumnStatistics:
    """Trino tells them of every table that it makes or drops, and makes none where it may not."""

    def get_column_statistics_for_table(self) -> ActionResult:
        return ActionResult({"ColumnStatisticsList": [], "Errors": []})

    def get_column_statistics_for_partition(self) -> ActionResult:
        return ActionResult({"ColumnStatisticsList": [], "Errors": []})

    def update_column_statistics_for_table(self) -> ActionResult:
        return ActionResult({"Errors": []})

    def update_column_statistics_for_partition(self) -> ActionResult:
        return ActionResult({"Errors": []})

    def delete_column_statistics_for_table(self) -> EmptyResult:
        return EmptyResult()

    def delete_column_statistics_for_partition(self) -> EmptyResult:
        return EmptyResult()


def have_no_column_statistics(responses: type[GlueResponse]) -> None:
    for name, answer in vars(NoColumnStatistics).items():
        if not name.startswith("_"):
            setattr(responses, name, answer)
