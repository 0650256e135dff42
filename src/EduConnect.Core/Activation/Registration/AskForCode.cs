using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Registration;

/// <summary>"Recevoir mon code SMS" (rows #39, #46, #51): looks for the records of these names and this number, and sends a code to somebody or nobody alike.</summary>
[UseCase(Effect.Reads)]
public sealed class AskForCode(MainDb main, Registrations registrations, PhoneCodes codes, IRandomSource random)
{
    /// <summary>Sends the first code for these names and this number.</summary>
    /// <param name="state">the registration; unchanged when nothing is sent</param>
    /// <param name="familyName">as typed; not used with FranceConnect</param>
    /// <param name="firstName">as typed; not used with FranceConnect</param>
    /// <param name="phone">E.164</param>
    /// <param name="network">where it is asked from</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<CodeSending> RunAsync(RegistrationState state, string familyName, string firstName, string phone, string network, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var rows = await (
            from record in main.Set<GuardianRecord>().AsNoTracking()
            join account in main.Set<Account>() on record.AccountId equals account.Id
            where record.Mobile == phone && record.GoneAt == null && account.ClosedAt == null
                && main.Set<GuardianLink>().Any(link => link.GuardianRecordId == record.Id && link.GoneAt == null)
            select new { record.Id, record.FamilyName, record.UsualName, record.FirstName }).ToListAsync(cancellation);
        var person = state.FranceConnect;
        var matching = rows.Where(row => person is null
            ? FoldedName.Match(familyName, firstName, row.FamilyName, row.UsualName, row.FirstName)
            : FranceConnectNames.Match(person, row.FamilyName, row.UsualName, row.FirstName)).Select(row => row.Id).ToList();
        var transaction = random.NewId();
        var sending = await codes.SendAsync(Request(transaction, phone, matching.Count > 0, network), cancellation);
        if (sending == CodeSending.Sent)
        {
            state.Identify(transaction, familyName, firstName, phone, matching);
            await registrations.SaveWholeAsync(state, cancellation);
        }

        return sending;
    }

    /// <summary>Sends another code for the same names and number; the former is dead.</summary>
    public Task<CodeSending> AgainAsync(RegistrationState state, string network, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        return codes.SendAsync(Request(state.TransactionId, state.Phone, state.MatchingRecords.Count > 0, network), cancellation);
    }

    private static CodeRequest Request(Guid transaction, string phone, bool matches, string network) =>
        new(transaction, CodePurpose.Registration, matches ? phone : null, network, IsVerifiedPhone: false, Asked: phone);
}
