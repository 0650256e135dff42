using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;

namespace EduConnect.Core.Campaigns.Checking;

/// <summary>Compares leaked passwords with those of accounts, as sign-in does and beside it: one at a time, so that whoever signs in waits for one hash at most.</summary>
public sealed class LeakedPasswordCheck(LeakedPasswords leaked, PasswordHasher hasher, ProvisionalPasswordMac provisional, TimeProvider clock)
{
    /// <summary>Whether the password of <paramref name="line"/> is one of <paramref name="account"/>.</summary>
    public async Task<LeakedMatch> CompareAsync(CampaignLine line, Account account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(account);
        if (leaked.Open(line) is not { } password)
        {
            return LeakedMatch.Differs;
        }

        if (account.HasProvisional(clock.GetUtcNow().UtcDateTime) && provisional.Matches(account.Id, password.Reveal(), account.ProvisionalMac))
        {
            return LeakedMatch.Same;
        }

        return account.HasChosenPassword && await IsChosenAsync(password, account.PasswordHash!, cancellationToken) ? LeakedMatch.Same : LeakedMatch.Differs;
    }

    private async Task<bool> IsChosenAsync(PasswordText password, string hash, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await hasher.CheckAsync(password, hash, cancellationToken) != PasswordCheck.Wrong;
            }
            catch (HashingBusyException)
            {
                // People are signing in: they go first.
                await Task.Delay(HashingBusyException.RetryAfter, clock, cancellationToken);
            }
        }
    }
}
