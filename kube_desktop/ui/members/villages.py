"""The picker of villages, with the whole path, because names of villages repeat."""

from collections.abc import Hashable, Sequence

from kube_desktop.domain.regions import VillagePath
from kube_desktop.services.lists import Lists
from kube_desktop.ui.forms.choice_fields import SearchField
from kube_desktop.ui.forms.options import Option


def village_field(
    lists: Lists,
    *,
    name: str,
    label: str,
    hint: str = "",
    optional: bool = False,
    pinnable: bool = False,
) -> SearchField:
    """Return a field that finds a village by name, district or regency; near ones come first."""

    def find(text: str) -> Sequence[Option]:
        identity = lists.office.identity()
        near = identity.regency_code if identity else ""
        return [_option(path) for path in lists.office.villages(text, near)]

    def describe(code: Hashable) -> Option | None:
        path = lists.office.village(code) if isinstance(code, str) and code else None
        return _option(path) if path else None

    return SearchField(
        name, label, hint, optional=optional, pinnable=pinnable, find=find, describe=describe
    )


def _option(path: VillagePath) -> Option:
    return Option(
        path.code,
        f"{path.village}, {path.district}",
        f"{path.term} · Kecamatan {path.district} · {path.regency}",
    )
