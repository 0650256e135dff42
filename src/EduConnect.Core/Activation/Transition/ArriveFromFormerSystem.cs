using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Activation.Transition;

/// <summary>How an arrival from a former system ends.</summary>
public abstract record TransitionArrival
{
    /// <summary>Exactly one account, not activated yet: its activation has begun.</summary>
    /// <param name="Handle">for the cookie</param>
    public sealed record Begun(string Handle) : TransitionArrival;

    /// <summary>The account is activated: its holder signs in; a former system never gets at it again.</summary>
    /// <param name="Kind">whose pages lead on: a pupil's or a guardian's</param>
    public sealed record AlreadyActivated(AccountKind Kind) : TransitionArrival;

    /// <summary>Nobody, or not one person alone.</summary>
    public sealed record NotFound : TransitionArrival;
}

/// <summary>Begins an activation for somebody whom a former system has authenticated (rows #65, #66). The caller has checked the assertion; main is only read.</summary>
[UseCase(Effect.Reads)]
public sealed class ArriveFromFormerSystem(TransitionMatching matching, Activations activations)
{
    /// <summary>Looks for the account and begins.</summary>
    /// <param name="system">who has signed</param>
    /// <param name="vectors">what it says of the person; all of one profile of the 2nd degree</param>
    /// <param name="returnPath">path of this origin to go to at the end</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<TransitionArrival> RunAsync(FormerSystem system, IReadOnlyList<SchoolVector> vectors, string returnPath, CancellationToken cancellation)
    {
        if (await matching.FindAsync(system, vectors, cancellation) is not { } account)
        {
            return new TransitionArrival.NotFound();
        }

        return account.State == AccountState.Activated
            ? new TransitionArrival.AlreadyActivated(account.Kind)
            : new TransitionArrival.Begun(await activations.BeginAsync(account, system, returnPath, cancellation));
    }
}
