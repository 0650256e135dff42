using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Listing;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Journal;

/// <summary>The journal of a school as a file for a spreadsheet, the latest event first. Making it is an event.</summary>
[UseCase(Effect.Reads)]
public sealed class ExportSchoolJournal(IDbContextFactory<MainDb> main, AgentJournal journal)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.journal-exported";

    /// <summary>Most lines of a file; more asks for a shorter period.</summary>
    public const int MostLines = 50_000;

    private const int ChunkSize = 2_000;

    /// <summary>Makes the file.</summary>
    /// <returns>the file; null when it would have more than <see cref="MostLines"/> lines</returns>
    /// <exception cref="InvalidOperationException">who asks does not answer for the school: the caller has to look first</exception>
    public async Task<byte[]?> RunAsync(EstablishmentScope scope, JournalSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!SchoolHeads.IsHead(scope))
        {
            throw new InvalidOperationException("The journal is the head's.");
        }

        await using var db = await scope.OpenAsync(main, cancellationToken);
        // Events that come while the file is written would shift its lines.
        var last = await db.Set<AuditEvent>().MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        var rows = JournalRows.Matching(db, search).Where(row => row.Id <= last);
        var total = await rows.CountAsync(cancellationToken);
        if (total > MostLines)
        {
            return null;
        }

        await journal.WriteAsync(Code, scope.Agent.Agent.Id, scope.School.Id, string.Create(CultureInfo.InvariantCulture, $"{total} rows"), scope.Actor.Network, cancellationToken);
        return await WriteAsync(db, rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id), cancellationToken);
    }

    private static async Task<byte[]> WriteAsync(MainDb db, IQueryable<AuditEvent> rows, CancellationToken cancellationToken)
    {
        var (text, lines) = (new CsvText(), new JournalLines());
        text.Add(JournalWords.All.Columns);
        for (var done = 0; done < MostLines; done += ChunkSize)
        {
            var events = await rows.Skip(done).Take(ChunkSize).ToListAsync(cancellationToken);
            foreach (var line in await lines.WriteAsync(db, events, cancellationToken))
            {
                text.Add([ParisTime.OnPaper(line.At), ParisTime.From(line.At).ToString("HH:mm:ss", CultureInfo.InvariantCulture), line.Who, line.Action, line.Person, line.Username, line.Detail]);
            }

            if (events.Count < ChunkSize)
            {
                break;
            }
        }

        return text.ToBytes();
    }
}
