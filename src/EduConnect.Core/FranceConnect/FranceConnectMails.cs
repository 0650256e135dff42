using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.FranceConnect;

/// <summary>Tells the holder of an account, at a confirmed address, that a way of signing in was added or taken away.</summary>
internal static class FranceConnectMails
{
    /// <summary>Adds the mail to the caller's save; nothing without a confirmed address.</summary>
    public static void Tell(OutboxWriter outbox, MainDb db, Account account, string template, DateTime now)
    {
        if (account is { Mail: { } mail, MailConfirmedAt: not null, MailInError: false })
        {
            outbox.Mail(db, mail, template, new Dictionary<string, string> { ["Username"] = account.Username, ["Date"] = ParisTime.OnPaper(now) }, account.Id);
        }
    }
}
