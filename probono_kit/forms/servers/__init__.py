"""Servers of KoboToolbox and ODK Central: submissions fetched, forms deployed.

Only what a person asks for goes over the network, by these functions and the commands that call
them; no notebook does.
"""

from probono_kit.forms.servers.credentials import forget_secret, store_secret
from probono_kit.forms.servers.deploying import deploy_form
from probono_kit.forms.servers.deployment import Deployment, Standing
from probono_kit.forms.servers.fetching import Fetched, fetch_submissions
from probono_kit.forms.servers.source import Source, read_source

__all__ = [
    "Deployment",
    "Fetched",
    "Source",
    "Standing",
    "deploy_form",
    "fetch_submissions",
    "forget_secret",
    "read_source",
    "store_secret",
]
