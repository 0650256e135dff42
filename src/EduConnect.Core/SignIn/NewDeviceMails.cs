using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.SignIn;

/// <summary>
/// Tells the holder by mail that their password was used on a device which is remembered from now on (ASVS 6.3.5). The mail waits in the operational store, in
/// the save of the sign-in: main is not written, and nobody waits for a relay. For 72 hours the confirmed address that went out of force is told as well (S-RC6).
/// </summary>
public sealed class NewDeviceMails(OutboxWriter outbox, SecurityNotices notices, ServiceOptions service)
{
    private const string Template = "new-device";

    /// <summary>Adds the mails to the next save of <paramref name="db"/>; none without a confirmed address, and none for the first sign-in of an account, whose device is new of course.</summary>
    /// <param name="db">the operational store</param>
    /// <param name="main">is read only</param>
    /// <param name="account">who signs in</param>
    /// <param name="session">just opened, on a device that was not known</param>
    /// <param name="username">the holder's</param>
    /// <param name="cancellation">ends the wait</param>
    internal async Task AddAsync(OperationalDb db, MainDb main, SignInAccount account, Session session, string username, CancellationToken cancellation)
    {
        if (account is not { ConfirmedMail: { } mail, LastSignInAt: not null })
        {
            return;
        }

        var values = new Dictionary<string, string>
        {
            ["Username"] = username,
            ["Date"] = ParisTime.OnPaper(session.AuthenticatedAt),
            ["Time"] = ParisTime.Clock(session.AuthenticatedAt),
            ["Link"] = service.PublicOrigin + "/connexion",
            ["Contact"] = service.ContactAddress,
        };
        foreach (var address in (await notices.FormerAsync(main, account.Id, cancellation)).Prepend(mail).Distinct(StringComparer.Ordinal))
        {
            outbox.Mail(db, address, Template, values, account.Id, rows: Device(session.Browser));
        }
    }

    private static IReadOnlyList<MailRow> Device(string? stored)
    {
        var (browser, system) = BrowserName.Parts(stored);
        string[] known = [.. new[] { browser, system }.Where(name => name.Length > 0)];
        return known.Length == 0 ? [] : [new MailRow("device", new Dictionary<string, string> { ["Device"] = string.Join(", ", known) })];
    }
}
