using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Registration;

/// <summary>Deletes what was given in registrations nobody finished in time, and codes that are dead: names and numbers stay no longer than they serve.</summary>
[UseCase(Effect.Reads)]
public sealed class ForgetRegistrations(OperationalDb operational, TimeProvider clock)
{
    /// <summary>Deletes.</summary>
    /// <returns>how many rows went</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await operational.Set<RegistrationState>().Where(state => state.ExpiresAt < now).ExecuteDeleteAsync(cancellation)
            + await operational.Set<PhoneCode>().Where(code => code.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
    }
}
