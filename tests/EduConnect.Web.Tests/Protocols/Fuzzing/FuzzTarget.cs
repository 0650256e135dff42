using EduConnect.Testing.Fuzzing;

namespace EduConnect.Web.Tests.Protocols.Fuzzing;

/// <summary>One damaged request.</summary>
/// <param name="Path">address</param>
/// <param name="Query">raw query without its question mark, or empty</param>
/// <param name="Form">raw form; null for GET</param>
/// <param name="Authorization">header, or null</param>
public sealed record FuzzInput(string Path, string Query = "", string? Form = null, string? Authorization = null);

/// <summary>Something that reads what strangers send, and how to damage what it reads.</summary>
/// <param name="Name">for the report</param>
/// <param name="Make">makes one damaged request with the dice given</param>
/// <param name="Good">a request it takes; shows that the damaged ones begin where something is read</param>
/// <param name="Taken">the status of the good one</param>
public sealed record FuzzTarget(string Name, Func<Mutator, FuzzInput> Make, FuzzInput Good, int Taken);
