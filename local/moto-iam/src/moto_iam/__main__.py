"""
Starts moto's server, with its arguments, which asks the policies before it does anything.

Environment: `IAM_POLICIES` and `IAM_USAGE` are files, as `local/msk-iam` describes them; `IAM_ADMINISTRATOR` is the
access key that may do everything. `REDSHIFT_WORKGROUPS` is a file, too, see `redshift_data/workgroups.py`.
"""

import os
from functools import cache
from pathlib import Path

from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.responses import BaseResponse
from moto.core.serialize import BaseJSONSerializer
from moto.glue.responses import GlueResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.redshiftdata import urls
from moto.server import main

from moto_iam.authorizer import authorizer
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
BaseJSONSerializer._serialize_type_structure = present_members(BaseJSONSerializer._serialize_type_structure)
# It lists the folders of all services at each request.
DomainDispatcherApplication.get_backend_for_host = cache(DomainDispatcherApplication.get_backend_for_host)
DataApiResponse.workgroups = WorkgroupFile(Path(os.environ["REDSHIFT_WORKGROUPS"]))
DataApiResponse.administrator = os.environ["IAM_ADMINISTRATOR"]
urls.url_paths = {"{0}/$": DataApiResponse.dispatch}
main()
