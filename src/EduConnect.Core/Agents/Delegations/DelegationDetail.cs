using System.Globalization;

namespace EduConnect.Core.Agents.Delegations;

/// <summary>Who received or lost which module until when, as the audit trail writes it: <c>agent 0190…, PupilSupport, until 2026-12-01T22:59Z</c>.</summary>
/// <param name="AgentId">to whom</param>
/// <param name="Module">what</param>
/// <param name="EndsAt">until (UTC), to the minute; null without end, and when it was taken back</param>
public sealed record DelegationDetail(Guid AgentId, AgentModule Module, DateTime? EndsAt = null)
{
    private const string Agent = "agent ";
    private const string Until = "until ";
    private const string Minute = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>The detail of an event.</summary>
    public static string Write(Guid agentId, AgentModule module, DateTime? endsAt = null) =>
        $"{Agent}{agentId}, {module}" + (endsAt is { } end ? ", " + Until + end.ToString(Minute, CultureInfo.InvariantCulture) : string.Empty);

    /// <summary>What <see cref="Write"/> wrote; null for any other text.</summary>
    public static DelegationDetail? Read(string detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var parts = detail.Split(", ");
        if (parts.Length is not (2 or 3) || !parts[0].StartsWith(Agent, StringComparison.Ordinal) || !Guid.TryParse(parts[0].AsSpan(Agent.Length), out var agent)
            || !Enum.TryParse<AgentModule>(parts[1], out var module))
        {
            return null;
        }

        DateTime? end = parts.Length == 3 && parts[2].StartsWith(Until, StringComparison.Ordinal)
            && DateTime.TryParseExact(parts[2][Until.Length..], Minute, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read) ? read : null;
        return new DelegationDetail(agent, module, end);
    }
}
