"""Makes the archive's data: python3 fill.py PLAN.json

The plan is a list of {"list": address, "mbox": path, "private": bool, "broken": Message-ID or null}. A broken message has an
attachment that the export cannot write, so that it breaks off after its 200, as it does on servers of the world.
"""
import contextlib
import io
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
import django  # noqa: E402

django.setup()
from django.core.management import call_command  # noqa: E402
from hyperkitty.models import ArchivePolicy, Attachment, Email, MailingList  # noqa: E402


def fill(plan):
    call_command("migrate", verbosity=0)
    for entry in plan:
        address = entry["list"]
        # It turns a spinner, whatever the verbosity.
        with contextlib.redirect_stdout(io.StringIO()):
            call_command(
                "hyperkitty_import",
                entry["mbox"],
                list_address=address,
                no_sync_mailman=True,
                ignore_mtime=True,
                since="1970-01-01",
                verbosity=0,
            )
        mlist = MailingList.objects.get(name=address)
        mlist.display_name = address.split("@")[0].capitalize()
        mlist.archive_rendering_mode = "text"
        if entry.get("private"):
            mlist.archive_policy = ArchivePolicy.private.value
        mlist.save()
        if entry.get("broken"):
            break_export(mlist, entry["broken"])
        print(f"{address}: {mlist.emails.count()} messages, {mlist.threads.count()} threads")


def break_export(mlist, message_id):
    email = Email.objects.get(mailinglist=mlist, message_id=message_id)
    Attachment.objects.create(
        email=email, counter=90, name="odd.bin", content_type="odd", encoding=None, size=3, content=b"odd"
    )


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as plan_file:
        fill(json.load(plan_file))
