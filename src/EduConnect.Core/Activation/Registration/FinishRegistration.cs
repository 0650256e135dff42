using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Registration;

/// <summary>How a registration ended.</summary>
public enum RegistrationEnd
{
    /// <summary>The account is activated, or attached to FranceConnect: its holder may be signed in.</summary>
    Entered,

    /// <summary>An account that was activated before has a new password: its holder signs in with it (S-RC4).</summary>
    PasswordChanged,

    /// <summary>An account that was activated before keeps its password: its holder signs in with the username that was shown.</summary>
    PasswordKept,

    /// <summary>Something else happened to the account meanwhile: nothing was changed, the pages are asked again.</summary>
    Overtaken,

    /// <summary>The account or the FranceConnect identity is attached elsewhere.</summary>
    AttachedElsewhere,
}

/// <summary>Ends a registration (rows #42, #43, #49, #50): account, records, ties, audit and messages in one save.</summary>
[UseCase(Effect.Modifies)]
public sealed class FinishRegistration(
    MainDb main, OperationalDb operational, Registrations registrations, BirthDateLimits limits, TieStatements statements, AccountLinks links, JoinAccounts join,
    FranceConnectIdentities identities, Sessions sessions, SecurityNotices notices, StorageProvider storage, TimeProvider clock)
{
    private const string AttachedTemplate = "franceconnect-attached";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Carries everything out.</summary>
    /// <param name="state">the registration, decided</param>
    /// <param name="family">what it is about, read by this request</param>
    /// <param name="passwordHash">the chosen password; null with FranceConnect, or to keep the one there is</param>
    /// <param name="actor">who acts</param>
    /// <param name="cancellation">ends the wait</param>
    /// <exception cref="InvalidOperationException">a step was skipped</exception>
    public async Task<RegistrationEnd> RunAsync(RegistrationState state, RegistrationFamily family, string? passwordHash, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(actor);
        if (state is not { ProvedAt: not null, IsDecided: true, TieDecision: { } decision } || (state.Person is null && passwordHash is null && family.NeedsPassword && family.MayChoosePassword(state.Phone)))
        {
            throw new InvalidOperationException("Code, children and password come first.");
        }

        if (passwordHash is not null && !family.MayChoosePassword(state.Phone))
        {
            return RegistrationEnd.Overtaken;
        }

        var proof = family.BirthDateProof;
        var (wasActivated, isByFranceConnect) = (family.IsActivated, state.Person is not null);
        var attached = await AttachedAsync(state, family.Account, cancellation);
        if (attached == Attached.Elsewhere)
        {
            return RegistrationEnd.AttachedElsewhere;
        }

        if (await ChangeAsync(state, family.Account, attached == Attached.Nowhere ? state.FranceConnect : null, passwordHash, actor, cancellation) != AccountRefusal.None)
        {
            return RegistrationEnd.Overtaken;
        }

        await statements.ApplyAsync(main, family.Account, family.Asked.Links, family.Asked.Children, decision, actor, cancellation);
        await join.AddAsync(main, family, actor, cancellation);
        await links.KillAsync(main, family.Account.Id, cancellation);
        // Before as well as after: a stop in between must not leave a session that the old password opened.
        await EndSessionsAsync(family.Account, wasActivated && passwordHash is not null, cancellation);
        if (await SaveAsync(cancellation) is { } failure)
        {
            return failure;
        }

        await limits.ForgetAsync(family.Account.Id, proof, cancellation);
        state.Finish(Now);
        await registrations.SaveAsync(cancellation);
        return await EndAsync(family.Account, !wasActivated || isByFranceConnect, passwordHash is not null, cancellation);
    }

    private async Task<RegistrationEnd> EndAsync(Account account, bool mayEnter, bool isChanged, CancellationToken cancellation)
    {
        if (mayEnter)
        {
            return RegistrationEnd.Entered;
        }

        await EndSessionsAsync(account, isChanged, cancellation);
        return isChanged ? RegistrationEnd.PasswordChanged : RegistrationEnd.PasswordKept;
    }

    private Task EndSessionsAsync(Account account, bool isChanged, CancellationToken cancellation) =>
        isChanged ? sessions.EndAllAsync(operational, account.Id, except: null, cancellation) : Task.CompletedTask;

    // Another tab, or an answer that was cut off, may have attached this identity to this account already: there is nothing left to attach then.
    private async Task<Attached> AttachedAsync(RegistrationState state, Account account, CancellationToken cancellation)
    {
        if (state.FranceConnect is not { } person)
        {
            return Attached.Nowhere;
        }

        var found = await identities.FindAsync(person.Subject, cancellation) ?? await identities.FindAsync(account.Id, cancellation);
        return found is null ? Attached.Nowhere : found.AccountId == account.Id && found.Subject == person.Subject ? Attached.Here : Attached.Elsewhere;
    }

    private async Task<AccountRefusal> ChangeAsync(RegistrationState state, Account account, FranceConnectPerson? toAttach, string? passwordHash, Actor actor, CancellationToken cancellation)
    {
        var now = Now;
        if (toAttach is not null)
        {
            identities.Attach(main, account, toAttach, actor);
        }

        if (account.State != AccountState.Activated)
        {
            var mode = state.FranceConnect is null ? ActivationMode.SelfRegistration : ActivationMode.FranceConnect;
            main.Add(actor.Event("account.activated", now, account.Id, detail: $"mode {mode}"));
            return account.ActivateByOtherProof(mode, passwordHash, now, provedMobile: state.Phone);
        }

        if (toAttach is not null)
        {
            await notices.AddAsync(main, account, AttachedTemplate, now, cancellation);
        }

        if (passwordHash is null)
        {
            return AccountRefusal.None;
        }

        main.Add(actor.Event("account.password-chosen", now, account.Id, detail: "by registration"));
        // S-RC4: whoever holds the account is told, where they proved to be reached.
        await notices.AddPasswordAsync(main, account, cancellation);
        return account.ChoosePassword(passwordHash);
    }

    private async Task<RegistrationEnd?> SaveAsync(CancellationToken cancellation)
    {
        try
        {
            return await main.TrySaveAsync(cancellation) ? null : RegistrationEnd.Overtaken;
        }
        catch (DbUpdateException taken) when (storage.IsUniqueViolation(taken))
        {
            main.ChangeTracker.Clear();
            return RegistrationEnd.AttachedElsewhere;
        }
    }

    private enum Attached
    {
        Nowhere,
        Here,
        Elsewhere,
    }
}
