using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Nightly;

/// <summary>Step <c>usernames</c>: whoever asked for a new username gets it (row #167).</summary>
[UseCase(Effect.Modifies)]
public sealed class GiveUsernames(GiveRequestedUsernames give) : NightStep
{
    /// <inheritdoc />
    public override string Name => "usernames";

    /// <inheritdoc />
    // A new username is made of the names: one given from names that a refused export would have mended would be wrong for ever.
    public override string? Needs => TakeDeposits.StepName;

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        var done = await give.RunAsync(cancellationToken);
        return new Dictionary<string, int> { ["given"] = done.Given, ["waiting"] = done.Waiting };
    }
}
