using System.Security.Cryptography;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.Schools.Scope;

namespace EduConnect.Core.PupilSupport;

/// <summary>What the button of one row did.</summary>
/// <param name="Result">what became of the account; null when it does not stand in the list of this school</param>
/// <param name="Password">the new provisional password; null when nothing changed, or its key is missing</param>
public sealed record OneReset(ResetResult? Result, ProvisionalPassword? Password = null);

/// <summary>
/// "Réinitialiser le mot de passe" of one row (row #216): the new password is on the screen at once. An account that was never informed gets its first one,
/// as Informer does, without a sheet (domain §11, row #220).
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class ResetOnePassword(RequestReset request, RevealPassword reveal, ReadOnlyMode readOnly)
{
    /// <summary>Resets it, once for each time the page was shown, however often the button is pressed.</summary>
    /// <param name="scope">who, for which school</param>
    /// <param name="pageId">drawn when the page was shown</param>
    /// <param name="accountId">whose password</param>
    /// <param name="mayInform">whether an account never informed gets its first password; otherwise it stays as it is</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<OneReset> RunAsync(EstablishmentScope scope, Guid pageId, Guid accountId, bool mayInform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        readOnly.EnsureWritable(); // The list answers forms during maintenance, and a reset ends sessions before it saves.
        var order = new ResetOrder(ListKind.Pupils, scope.Agent.Agent.DisplayName, [accountId]) { InformsFirst = mayInform };
        if (await request.RunAsync(scope, OrderOf(scope, pageId, accountId), order, cancellationToken) is not { Outcome: { } outcome })
        {
            return new OneReset(null);
        }

        var result = ResetOutcome.Read(outcome) switch
        {
            { Reset: 1 } => ResetResult.Reset,
            { Informed: 1 } => ResetResult.Informed,
            { NotInformed: 1 } => ResetResult.NotInformed,
            _ => ResetResult.Gone,
        };
        var shown = result is ResetResult.Reset or ResetResult.Informed ? await reveal.RunAsync(scope, ListKind.Pupils, accountId, cancellationToken) : null;
        return new OneReset(result, shown?.Password);
    }

    // One page has a button for each row: the order is the page's and the row's together.
    private static Guid OrderOf(EstablishmentScope scope, Guid pageId, Guid accountId) =>
        new(SHA256.HashData([.. scope.Agent.Agent.Id.ToByteArray(), .. pageId.ToByteArray(), .. accountId.ToByteArray()]).AsSpan(0, 16));
}
