/// The templates that labbook brings along, so that it needs no files beside its program.
enum BuiltIn {}
