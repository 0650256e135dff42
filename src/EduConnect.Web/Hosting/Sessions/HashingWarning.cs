using EduConnect.Core.Accounts.Passwords;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Warns at start when libsodium is missing, and warms the hashing threads.</summary>
internal sealed partial class HashingWarning(ILogger<HashingWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!PasswordAlgorithm.HasArgon2)
        {
            Missing();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "libsodium was not found: new passwords are hashed with PBKDF2-SHA512 (210,000 rounds) and Argon2id hashes cannot be checked. Install libsodium23.")]
    private partial void Missing();
}
