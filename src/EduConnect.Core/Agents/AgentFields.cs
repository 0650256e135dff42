using EduConnect.Core.Directory.Sources;

namespace EduConnect.Core.Agents;

/// <summary>What an operator writes of an agent, checked where an agent is added and where one is edited.</summary>
internal static class AgentFields
{
    private const int LongestName = 100;

    /// <exception cref="AgentRefusedException">no name, or one that screens could not show</exception>
    public static string Name(string? displayName)
    {
        var name = (displayName ?? string.Empty).Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) ? name : throw new AgentRefusedException(AgentRefusal.Name, "The name must have 1 to 100 signs.");
    }

    /// <summary>The school they work in; null for none.</summary>
    /// <exception cref="AgentRefusedException">not a UAI</exception>
    public static string? WorksAt(string? uai) =>
        uai is null || Uai.Parse(uai) == uai ? uai : throw new AgentRefusedException(AgentRefusal.WorksAt, $"'{uai}' is not a UAI.");
}
