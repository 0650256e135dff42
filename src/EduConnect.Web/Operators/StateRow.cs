namespace EduConnect.Web.Operators;

/// <summary>How something of the service is.</summary>
internal enum StateHealth
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Wanted by somebody, and not the usual state.</summary>
    Noted,

    /// <summary>Somebody has to look.</summary>
    Faulty,
}

/// <summary>One line of the state of the service.</summary>
/// <param name="Name">about what</param>
/// <param name="Health">how it is</param>
/// <param name="Sentence">with its figures</param>
/// <param name="Address">the page that shows more; null when there is none</param>
internal sealed record StateRow(string Name, StateHealth Health, string Sentence, string? Address);
