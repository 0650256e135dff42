using System.Globalization;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>What has to be handed to the new agent, once.</summary>
/// <param name="Id">of the agent</param>
/// <param name="Password">the password in clear</param>
/// <param name="TotpSecret">the seed in base 32, for an authenticator application</param>
public sealed record NewAgent(Guid Id, string Password, string TotpSecret)
{
    /// <summary>The username as it is stored.</summary>
    public string Username { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => "NewAgent •••";
}

/// <summary>An operator adds a local agent account (domain 12.3).</summary>
[UseCase(Effect.Modifies)]
public sealed class AddAgent(IDbContextFactory<MainDb> main, PasswordJudge judge, PasswordHasher hasher, AgentSeeds seeds, IRandomSource random, TimeProvider clock, StorageProvider provider)
{
    /// <summary>Random bytes of a drawn password: 120 bits.</summary>
    internal const int DrawnPasswordBytes = 15;

    /// <summary>Adds the agent with its rights.</summary>
    /// <param name="username">stored in lower case</param>
    /// <param name="displayName">as screens show it</param>
    /// <param name="password">null draws one; otherwise 15 code points at least</param>
    /// <param name="rights">what it may do</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <param name="uai">the school they work in, whose head may delegate to them; null for none</param>
    /// <param name="actor">the operator; null at the command line</param>
    /// <exception cref="AgentRefusedException">a value is refused; the message says why, for the command line</exception>
    public async Task<NewAgent> RunAsync(string username, string displayName, string? password, IReadOnlyCollection<NewRight> rights, CancellationToken cancellationToken, string? uai = null, Actor? actor = null)
    {
        ArgumentNullException.ThrowIfNull(rights);
        foreach (var right in rights)
        {
            right.Check();
        }

        var worksAt = AgentFields.WorksAt(uai);
        var name = (username ?? string.Empty).Trim().ToLower(CultureInfo.InvariantCulture);
        Check(name.Length is > 0 and <= AgentSignIn.LongestUsername && !name.Any(char.IsControl), AgentRefusal.Username, "The username must have 1 to 100 signs.");
        var shown = AgentFields.Name(displayName);
        var chosen = password ?? random.NewHandle(DrawnPasswordBytes);
        var now = clock.GetUtcNow().UtcDateTime;
        var weakness = judge.Judge(chosen, new PasswordContext(name, [shown], [], [], now), PasswordRules.MinimumForAgents);
        Check(password is null || weakness == PasswordWeakness.None, AgentRefusal.Password, $"The password is refused ({weakness}); it needs at least {PasswordRules.MinimumForAgents} signs, no name, and none that leaked.");
        var id = random.NewId();
        var (seed, stored) = seeds.Draw(id);
        await SaveAsync(new Agent { Id = id, Username = name, DisplayName = shown, Uai = worksAt, PasswordHash = await hasher.HashAsync(PasswordText.From(chosen), cancellationToken), TotpSeed = stored, CreatedAt = now }, rights, actor ?? new Actor(ActorKind.Operator), cancellationToken);
        return new NewAgent(id, chosen, Totp.ToBase32(seed)) { Username = name };
    }

    private async Task SaveAsync(Agent agent, IReadOnlyCollection<NewRight> rights, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        db.Add(agent);
        db.AddRange(rights.Select(right => right.For(random.NewId(), agent.Id, agent.CreatedAt)));
        db.Add(actor.Event("agent.added", agent.CreatedAt, detail: $"{agent.Username}: {rights.Count} rights"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (provider.IsUniqueViolation(failure))
        {
            throw new AgentRefusedException(AgentRefusal.Taken, $"There is already an agent {agent.Username}.", failure);
        }
    }

    private static void Check(bool holds, AgentRefusal reason, string message)
    {
        if (!holds)
        {
            throw new AgentRefusedException(reason, message);
        }
    }
}
