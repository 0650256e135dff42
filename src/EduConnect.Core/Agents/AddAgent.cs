using System.Globalization;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>One right to give: a module for one school (<paramref name="Uai"/>), for a département and degree, for a circonscription, or for operators.</summary>
public sealed record NewRight(AgentModule Module, string? Uai = null, string? Departement = null, Degree? Degree = null, DateTime? EndsAt = null)
{
    /// <summary>The agent is the head of that school, and delegates there.</summary>
    public bool IsHead { get; init; }

    /// <summary>Only the schools of this circonscription of the département, by its source id.</summary>
    public string? Circonscription { get; init; }
}

/// <summary>What has to be handed to the new agent, once.</summary>
/// <param name="Id">of the agent</param>
/// <param name="Password">the password in clear</param>
/// <param name="TotpSecret">the seed in base 32, for an authenticator application</param>
public sealed record NewAgent(Guid Id, string Password, string TotpSecret)
{
    /// <inheritdoc/>
    public override string ToString() => "NewAgent •••";
}

/// <summary>An operator adds a local agent account (domain 12.3).</summary>
[UseCase(Effect.Modifies)]
public sealed class AddAgent(IDbContextFactory<MainDb> main, PasswordHasher hasher, AgentSeeds seeds, IRandomSource random, TimeProvider clock, StorageProvider provider)
{
    private const int DrawnPasswordBytes = 15;

    /// <summary>Adds the agent with its rights.</summary>
    /// <param name="username">stored in lower case</param>
    /// <param name="displayName">as screens show it</param>
    /// <param name="password">null draws one; otherwise 15 code points at least</param>
    /// <param name="rights">what it may do</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <param name="uai">the school they work in, whose head may delegate to them; null for none</param>
    /// <exception cref="AgentRefusedException">a value is refused; the message says why, for the command line</exception>
    public async Task<NewAgent> RunAsync(string username, string displayName, string? password, IReadOnlyCollection<NewRight> rights, CancellationToken cancellationToken, string? uai = null)
    {
        ArgumentNullException.ThrowIfNull(rights);
        Check(rights.All(right => !right.IsHead || right is { Module: AgentModule.Administration, Uai: not null }), "A head administers one school by name.");
        Check(rights.All(right => right.Circonscription is null || right is { Module: AgentModule.Delegations, Departement: not null }), "A circonscription belongs to a departement, for Delegations.");
        Check(uai is null || Uai.Parse(uai) == uai, $"'{uai}' is not a UAI.");
        var name = (username ?? string.Empty).Trim().ToLower(CultureInfo.InvariantCulture);
        Check(name.Length is > 0 and <= AgentSignIn.LongestUsername && !name.Any(char.IsControl), "The username must have 1 to 100 signs.");
        Check(!string.IsNullOrWhiteSpace(displayName) && displayName.Length <= 100 && !displayName.Any(char.IsControl), "The name must have 1 to 100 signs.");
        var chosen = password ?? random.NewHandle(DrawnPasswordBytes);
        var now = clock.GetUtcNow().UtcDateTime;
        var weakness = PasswordRules.Judge(chosen, new PasswordContext(name, [displayName], [], [], now), PasswordRules.MinimumForAgents);
        Check(password is null || weakness == PasswordWeakness.None, $"The password is refused ({weakness}); it needs at least {PasswordRules.MinimumForAgents} signs and no name.");
        var id = random.NewId();
        var (seed, stored) = seeds.Draw(id);
        await SaveAsync(new Agent { Id = id, Username = name, DisplayName = displayName.Trim(), Uai = uai, PasswordHash = await hasher.HashAsync(PasswordText.From(chosen), cancellationToken), TotpSeed = stored, CreatedAt = now }, rights, cancellationToken);
        return new NewAgent(id, chosen, Totp.ToBase32(seed));
    }

    private async Task SaveAsync(Agent agent, IReadOnlyCollection<NewRight> rights, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        db.Add(agent);
        db.AddRange(rights.Select(right => new AgentRight
        {
            Id = random.NewId(),
            AgentId = agent.Id,
            Module = right.Module,
            Uai = right.Uai,
            Departement = right.Departement,
            Degree = right.Degree,
            Circonscription = right.Circonscription,
            IsHead = right.IsHead,
            GrantedAt = agent.CreatedAt,
            EndsAt = right.EndsAt,
        }));
        db.Add(new Actor(ActorKind.Operator).Event("agent.added", agent.CreatedAt, detail: $"{agent.Username}: {rights.Count} rights"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (provider.IsUniqueViolation(failure))
        {
            throw new AgentRefusedException($"There is already an agent {agent.Username}.", failure);
        }
    }

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw new AgentRefusedException(message);
        }
    }
}

/// <summary>An agent cannot be added; the message, in English, is for the command line.</summary>
public sealed class AgentRefusedException : Exception
{
    /// <summary>Refused for an unknown reason.</summary>
    public AgentRefusedException()
    {
    }

    /// <summary>Refused, with the reason.</summary>
    public AgentRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refused because of another failure.</summary>
    public AgentRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
