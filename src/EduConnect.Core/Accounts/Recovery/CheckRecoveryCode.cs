using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>The code typed in the browser it was asked for from; a right one opens the page of the new password, there and nowhere else.</summary>
[UseCase(Effect.Reads)]
public sealed class CheckRecoveryCode(OperationalDb operational, PhoneCodes codes, TimeProvider clock)
{
    /// <summary>Checks.</summary>
    public async Task<CodeCheck> RunAsync(RecoveryState state, string? typed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var check = await codes.CheckAsync(state.Id, CodePurpose.PasswordRecovery, typed, cancellation);
        if (check.Verdict == CodeVerdict.Right && state.AccountId is { } holder && holder != Guid.Empty)
        {
            state.ProvedAt = clock.GetUtcNow().UtcDateTime;
            await operational.SaveChangesAsync(cancellation);
        }

        return check;
    }
}
