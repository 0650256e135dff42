namespace EduConnect.Core.Schools.Doubts;

/// <summary>Two pupils who may be one child: what a doubt about pupils is known by.</summary>
/// <param name="Pupil">the pupil known first</param>
/// <param name="Other">the one that came later</param>
public sealed record PupilPair(Guid Pupil, Guid Other);
