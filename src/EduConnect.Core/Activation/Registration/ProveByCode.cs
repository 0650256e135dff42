using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Activation.Registration;

/// <summary>The code received by SMS (rows #40, #47).</summary>
[UseCase(Effect.Reads)]
public sealed class ProveByCode(Registrations registrations, PhoneCodes codes, TimeProvider clock)
{
    /// <summary>Judges what was typed; a right code opens the page of the children, of the number it was sent to and of no other (S-OT2, S-FC2).</summary>
    public async Task<CodeCheck> RunAsync(RegistrationState state, string? typed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var check = await codes.CheckAsync(state.TransactionId, CodePurpose.Registration, typed, cancellation);
        if (check.Verdict == CodeVerdict.Right)
        {
            return await registrations.ProveAsync(state, check.Phone!, clock.GetUtcNow().UtcDateTime, cancellation) ? check : new CodeCheck(CodeVerdict.Dead, null);
        }

        return check;
    }
}
