using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians;

/// <summary>How the report of a tie ended.</summary>
public enum ReportOutcome
{
    /// <summary>Reported: the child is not shown any more, and the school is told.</summary>
    Reported,

    /// <summary>It is the only tie: the action is not taken (row #73).</summary>
    OnlyTie,

    /// <summary>No such child is confirmed on this account.</summary>
    Unknown,

    /// <summary>Another page changed the ties at the same time: look again.</summary>
    Again,
}

/// <summary>"Je ne suis pas le représentant légal de cet élève" in Mon compte, confirmed a second time (rows #73, #74, #76, #100).</summary>
[UseCase(Effect.Modifies)]
public sealed class ReportTie(MainDb main, TieStatements statements)
{
    /// <summary>Reports.</summary>
    public async Task<ReportOutcome> RunAsync(Guid accountId, Guid pupil, Actor actor, CancellationToken cancellation)
    {
        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var children = await Children.OfAsync(main, accountId, cancellation);
        var outcome = TieRules.MayReport(children, pupil);
        if (outcome != ReportOutcome.Reported)
        {
            return outcome;
        }

        if (account.StateTie() != AccountRefusal.None)
        {
            return ReportOutcome.Unknown;
        }

        await statements.ApplyAsync(main, account, children, new TieDecision([], [pupil], []), actor, cancellation);
        return await main.TrySaveAsync(cancellation) ? ReportOutcome.Reported : ReportOutcome.Again;
    }
}
