using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Activation;

/// <summary>Ends a guardian's activation (rows #54 to #57): ties, password, address, audit and mails in one save.</summary>
/// <remarks>Activated at once when the activation link proved the address; otherwise "En cours d'activation" until the mail's link is used.</remarks>
[UseCase(Effect.Modifies)]
public sealed class ActivateGuardian(
    MainDb main, Activations activations, BirthDateLimits limits, TieStatements statements, ConfirmationMails confirmations, AccountLinks links, TimeProvider clock)
{
    /// <summary>Carries out the decision that <see cref="AnswerAboutChildren"/> kept.</summary>
    /// <exception cref="InvalidOperationException">a step was skipped</exception>
    public async Task<AccountRefusal> RunAsync(ActivationState state, Account account, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        if (state is not { PasswordHash: { } hash, Mail: { } mail, Decision: { } kept })
        {
            throw new InvalidOperationException("Address, password and children come first.");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var refusal = state.MailIsProved ? account.ActivateBySchool(hash, mail, mailIsProved: true, now) : account.BeginActivation(hash, mail, now);
        if (refusal != AccountRefusal.None)
        {
            return refusal;
        }

        var children = await Children.OfAsync(main, account.Id, cancellation);
        await statements.ApplyAsync(main, account, children, JsonSerializer.Deserialize<TieDecision>(kept)!, actor, cancellation);
        await ContactNotes.NoteAsync(main, account.Id, mail: true, mobile: true, now, cancellation);
        main.Add(actor.Event(state.MailIsProved ? "account.activated" : "account.activation-begun", now, account.Id, detail: "mode School"));
        if (state.MailIsProved)
        {
            await links.KillAsync(main, account.Id, cancellation);
        }
        else
        {
            await confirmations.AddAsync(main, account, mail, cancellation);
        }

        if (!await main.TrySaveAsync(cancellation))
        {
            return AccountRefusal.AlreadyActivated;
        }

        await limits.ForgetAsync(state, account, children.Select(child => child.DateOnFile), cancellation);
        await activations.FinishAsync(state, cancellation);
        return AccountRefusal.None;
    }
}
