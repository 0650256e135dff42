using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Transition;

/// <summary>Ends a transition (rows #67, #68, #70): password, mode, a guardian's ties and the audit in one save.</summary>
[UseCase(Effect.Modifies)]
public sealed class ActivateByTransition(
    MainDb main, Activations activations, BirthDateLimits limits, TieStatements statements, AccountLinks links, TimeProvider clock)
{
    /// <summary>Activates; for a guardian it carries out the decision that <see cref="AnswerAboutChildren"/> kept.</summary>
    /// <returns><see cref="AccountRefusal.NothingPending"/> when the former system was closed meanwhile</returns>
    /// <exception cref="InvalidOperationException">a step was skipped</exception>
    public async Task<AccountRefusal> RunAsync(ActivationState state, Account account, string passwordHash, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        if (state is not { Goal: ActivationGoal.Transition, FormerSystem: { } code } || (account.Kind == AccountKind.Guardian && state.Decision is null))
        {
            throw new InvalidOperationException("The former system and the children come first.");
        }

        if (await main.Set<FormerSystem>().AsNoTracking().FirstOrDefaultAsync(one => one.Code == code && one.IsEnabled, cancellation) is not { } system)
        {
            return AccountRefusal.NothingPending;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var refusal = account.ActivateByOtherProof(system.Mode, passwordHash, now);
        if (refusal != AccountRefusal.None)
        {
            return refusal;
        }

        // Pupils are asked for no date here.
        IReadOnlyList<Child> children = [];
        if (account.Kind == AccountKind.Guardian)
        {
            children = await Children.OfAsync(main, account.Id, cancellation);
            await statements.ApplyAsync(main, account, children, JsonSerializer.Deserialize<TieDecision>(state.Decision!)!, actor, cancellation);
        }

        await links.KillAsync(main, account.Id, cancellation);
        main.Add(actor.Event("account.activated", now, account.Id, detail: $"mode {system.Mode}, from {code}"));
        if (!await main.TrySaveAsync(cancellation))
        {
            return AccountRefusal.AlreadyActivated;
        }

        await limits.ForgetAsync(state, account, children.Select(child => child.DateOnFile), cancellation);
        await activations.FinishAsync(state, cancellation);
        return AccountRefusal.None;
    }
}
