using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Addresses;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Journal;

/// <summary>Puts events of a school into words: names of agents and people as they are now, details without anything internal.</summary>
internal sealed partial class JournalLines
{
    private const int ChunkSize = 500;
    private readonly JournalWords _words = JournalWords.All;
    private readonly Dictionary<Guid, string> _agents = [];
    private readonly Dictionary<Guid, (string Name, string Username)> _people = [];

    /// <summary>The lines of some events, in their order.</summary>
    public async Task<IReadOnlyList<JournalLine>> WriteAsync(MainDb db, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        var agents = events.Select(Agent).Concat(events.Select(one => DelegationDetail.Read(one.Detail)?.AgentId)).OfType<Guid>().Distinct().Where(id => !_agents.ContainsKey(id)).ToList();
        foreach (var chunk in agents.Chunk(ChunkSize))
        {
            foreach (var agent in await db.Set<Agent>().Where(agent => chunk.Contains(agent.Id)).Select(agent => new { agent.Id, agent.DisplayName }).ToListAsync(cancellationToken))
            {
                _agents[agent.Id] = agent.DisplayName;
            }
        }

        foreach (var chunk in events.Select(one => one.AccountId).OfType<Guid>().Distinct().Where(id => !_people.ContainsKey(id)).Chunk(ChunkSize))
        {
            await NameAsync(db, chunk, cancellationToken);
        }

        return [.. events.Select(Line)];
    }

    private async Task NameAsync(MainDb db, Guid[] accounts, CancellationToken cancellationToken)
    {
        var found = await db.Set<Account>().Where(account => accounts.Contains(account.Id)).Select(account => new
        {
            account.Id,
            account.Username,
            Pupil = db.Set<Pupil>().Where(pupil => pupil.Id == account.PupilId).Select(pupil => pupil.UsualName + " " + pupil.FirstName).FirstOrDefault(),
            Guardian = db.Set<GuardianRecord>().Where(record => record.AccountId == account.Id).OrderBy(record => record.GoneAt != null).ThenBy(record => record.Id)
                .Select(record => record.UsualName + " " + record.FirstName).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        found.ForEach(one => _people[one.Id] = ((one.Pupil ?? one.Guardian ?? string.Empty).Trim(), one.Username));
    }

    private JournalLine Line(AuditEvent one)
    {
        var known = one.AccountId is { } account && _people.TryGetValue(account, out var person) ? person : default;
        var name = one.AccountId is null ? null : known.Name ?? _words.UnknownPerson;
        return new JournalLine(one.At, Who(one), _words.Actions.GetValueOrDefault(one.Code, _words.Other), name, known.Username, Detail(one));
    }

    private string Who(AuditEvent one) => one.ActorKind switch
    {
        ActorKind.Agent when ElsewhereDetail.Read(one.Detail) is { } elsewhere => string.Format(CultureInfo.InvariantCulture, _words.Elsewhere, elsewhere.Name, elsewhere.Uai),
        ActorKind.Agent => Agent(one) is { } id && _agents.TryGetValue(id, out var name) ? name : _words.UnknownAgent,
        ActorKind.AccountHolder => _words.Holder,
        ActorKind.Operator => _words.Operator,
        _ => _words.Service,
    };

    private string Detail(AuditEvent one)
    {
        if (ElsewhereDetail.Read(one.Detail) is not null)
        {
            return string.Empty;
        }

        if (DelegationDetail.Read(one.Detail) is { } delegation)
        {
            IEnumerable<string> parts =
            [
                _agents.GetValueOrDefault(delegation.AgentId, _words.UnknownAgent),
                _words.Modules.GetValueOrDefault(delegation.Module.ToString(), string.Empty),
                .. delegation.EndsAt is { } end ? [string.Format(CultureInfo.InvariantCulture, _words.Until, ParisTime.OnScreen(end.AddMinutes(-1)))] : Array.Empty<string>(),
            ];
            return string.Join(", ", parts);
        }

        if (ChangeSchoolAddress.IsCode(one.Code) && one.Detail.Split(", ", 2) is [var people, var address])
        {
            return $"{_words.People.GetValueOrDefault(people, string.Empty)}, {address}";
        }

        return string.Join(", ", Counts().Matches(one.Detail).Select(Count).OfType<string>());
    }

    private string? Count(Match match) =>
        _words.Counts.TryGetValue(match.Groups[2].Value, out var forms) && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? string.Format(CultureInfo.InvariantCulture, forms[number > 1 ? 1 : 0], number)
            : null;

    private static Guid? Agent(AuditEvent one) => one.ActorKind == ActorKind.Agent && Guid.TryParse(one.ActorId, out var id) ? id : null;

    [GeneratedRegex(@"\b(\d{1,9}) ([a-z]+)\b")]
    private static partial Regex Counts();
}
