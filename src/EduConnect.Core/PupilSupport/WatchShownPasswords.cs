using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.PupilSupport;

/// <summary>
/// Counts the passwords in clear that an agent of Dépannage sees, and warns the school once an hour above the limit (S-PP6, deviation D6): whoever signs in with a password
/// alone should not collect a whole school unseen. Nothing is refused. A school at once is ordinary work for Administration des comptes. Works in maintenance.
/// </summary>
public sealed class WatchShownPasswords(
    IDbContextFactory<OperationalDb> operational, AgentJournal journal, OutboxWriter outbox, PupilSupportOptions options, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.many-passwords-shown";

    private const string Template = "many-passwords-shown";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Counts passwords that are about to be shown.</summary>
    public async Task NoteAsync(EstablishmentScope scope, int passwords, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Module != AgentModule.PupilSupport || passwords == 0)
        {
            return;
        }

        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (agent, now) = (scope.Agent.Agent, clock.GetUtcNow().UtcDateTime);
        // A counter that is full stays so until its hour is over: only the sum of the hour matters.
        var fits = await AttemptCounters.TakeAsync(db, AttemptKeys.ShownPasswords(agent.Id), now, Hour, options.PasswordsPerHour - passwords + 1, int.MaxValue, cancellationToken, passwords);
        if ((!fits || passwords > options.PasswordsPerHour)
            && await AttemptCounters.TakeAsync(db, AttemptKeys.ShownPasswordsWarning(agent.Id), now, Hour, 1, int.MaxValue, cancellationToken))
        {
            journal.Add(db, scope, Code, null, string.Create(CultureInfo.InvariantCulture, $"more than {options.PasswordsPerHour} passwords"));
            Warn(db, scope, now);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private void Warn(OperationalDb db, EstablishmentScope scope, DateTime now)
    {
        if (Platform.MailText.Normalise(scope.School.Mail) is { } address)
        {
            outbox.Mail(db, address, Template, new Dictionary<string, string>
            {
                ["Agent"] = scope.Agent.Agent.DisplayName,
                ["School"] = scope.School.TitledName,
                ["Limit"] = options.PasswordsPerHour.ToString(CultureInfo.InvariantCulture),
                ["Date"] = ParisTime.OnPaper(now),
                ["Hour"] = ParisTime.Clock(now),
            });
        }
    }
}
