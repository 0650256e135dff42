namespace EduConnect.Core.Platform;

/// <summary>Whether a use case changes the main store.</summary>
public enum Effect
{
    /// <summary>Only reads main; goes on during maintenance.</summary>
    Reads,

    /// <summary>Changes main; refused during maintenance (domain 15.2).</summary>
    Modifies,
}

/// <summary>Marks a use case, one per file. An architecture test fails on a class with a <c>RunAsync</c> method that lacks it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UseCaseAttribute(Effect effect) : Attribute
{
    /// <summary>What the use case does to the main store.</summary>
    public Effect Effect { get; } = effect;
}
