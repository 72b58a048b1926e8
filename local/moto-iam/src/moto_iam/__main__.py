"""
Starts moto's server, with its arguments, which asks the policies before it does anything.

Environment: `IAM_POLICIES` and `IAM_USAGE` are files, as `local/msk-iam` describes them; `IAM_ADMINISTRATOR` is the
access key that may do everything. `REDSHIFT_WORKGROUPS` and `ATHENA_WORKGROUPS` are files, too, see `workgroups.py` of
`redshift_data` and of `athena_api`.
"""

import os
from functools import cache
from pathlib import Path

import moto.athena.urls
import moto.redshiftdata.urls
from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.responses import BaseResponse
from moto.core.serialize import BaseJSONSerializer
from moto.glue.responses import GlueResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.server import main

from athena_api.responses import AthenaResponse
from athena_api.workgroups import WorkgroupFile as AthenaWorkgroups
from moto_iam.authorizer import authorizer
from moto_iam.column_statistics import have_no_column_statistics
from moto_iam.one_at_a_time import one_at_a_time
from moto_iam.policy_file import PolicyFile
from moto_iam.present_members import present_members
from moto_iam.table_versions import at_its_version
from moto_iam.usage import UsageRecord
from redshift_data.responses import DataApiResponse
from redshift_data.workgroups import WorkgroupFile

ActionAuthenticatorMixin._authenticate_and_authorize_action = authorizer(
    PolicyFile(Path(os.environ["IAM_POLICIES"])),
    UsageRecord(Path(os.environ["IAM_USAGE"])),
    os.environ["IAM_ADMINISTRATOR"],
)
BaseResponse.call_action = one_at_a_time(BaseResponse.call_action)
GlueResponse.update_table = at_its_version(GlueResponse.update_table)
have_no_column_statistics(GlueResponse)
BaseJSONSerializer._serialize_type_structure = present_members(BaseJSONSerializer._serialize_type_structure)
# It lists the folders of all services at each request.
DomainDispatcherApplication.get_backend_for_host = cache(DomainDispatcherApplication.get_backend_for_host)
DataApiResponse.workgroups = WorkgroupFile(Path(os.environ["REDSHIFT_WORKGROUPS"]))
DataApiResponse.administrator = os.environ["IAM_ADMINISTRATOR"]
moto.redshiftdata.urls.url_paths = {"{0}/$": DataApiResponse.dispatch}
AthenaResponse.workgroups = AthenaWorkgroups(Path(os.environ["ATHENA_WORKGROUPS"]))
moto.athena.urls.url_paths = {"{0}/$": AthenaResponse.dispatch}
main()
