using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>The code sent to a new mobile number was typed (row #99): the number is in force, the old one and the address are told (S-OT5).</summary>
[UseCase(Effect.Modifies)]
public sealed class ConfirmMobile(MainDb main, OutboxWriter outbox, SecurityNotices notices, ServiceOptions service, TimeProvider clock)
{
    private const string Template = "mobile-changed";

    /// <summary>Keeps the number.</summary>
    public async Task<AccountRefusal> RunAsync(Guid accountId, string mobile, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var old = account.MobileConfirmedAt is null ? null : account.Mobile;
        var refusal = account.ChangeMobile(mobile, now);
        if (refusal != AccountRefusal.None)
        {
            return refusal;
        }

        var values = new Dictionary<string, string> { ["Username"] = account.Username, ["Date"] = ParisTime.OnPaper(now), ["Link"] = service.PublicOrigin + "/connexion", ["Contact"] = service.ContactAddress };
        if (old is not null && old != mobile)
        {
            outbox.Sms(main, old, Template, values, accountId);
        }

        await notices.AddAsync(main, account, Template, values, cancellation);
        await ContactNotes.NoteAsync(main, accountId, mail: false, mobile: true, now, cancellation);
        main.Add(actor.Event("account.mobile-changed", now, accountId));
        return await main.TrySaveAsync(cancellation) ? AccountRefusal.None : AccountRefusal.NothingPending;
    }
}
